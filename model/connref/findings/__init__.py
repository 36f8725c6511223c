"""Findings: what an SDK does instead of what the document asks, computed from all cases of a run.

Theory of operation
-------------------
*Given* are the cases of a run as they were played, the readings that the run established, and the cases that fail.
*Computed* are the fewest descriptions ("in these locations, when this comes, after this, it does that") that together
explain where each failing case first parts from the document, and that nothing contradicts which any case did right.

1. *Places* (`following`, `place`). A failing case is judged again under the established readings alone. The
   candidate that holds out longest tells where the chart stood when what came. What comes after the first discrepancy
   is ignored: it may follow from it.
2. *Visits* (`visits`). Every case, a failing one up to its place, also shows where the SDK did what it had to.
3. *Rules* (`rules`, `history`). Places and visits of one discrepancy and event are told apart by location first, and by
   facts of their history where the location is not enough. This is rule learning by separation: positive
   examples are places, negative ones visits; a rule is a conjunction of facts.
4. *Cover* (`cover`). Of the rules that are offered, a minimum set cover is chosen: exact within a bound on its work,
   beyond it greedy, and then the findings say so (`minimal`).

*Sometimes.* What no rule separates from the visits is offered as it is, as something that the SDK does sometimes. It is
taken where that needs fewer findings: a history that explains one case of a hundred is an accident of the scripts.
Measured on one case in 24 of each of 54 wrong SDKs: were it taken for those places alone that no history separates, one
defect would be told as one finding for 78 % of them and not for 85 %, and as at most two for 93 % and not for all; the
React Native SDK, on one case in ten, would have 27 findings and not 10.

*Limits.* The kit sees only what its cases play; two defects with one effect at one event may be told as one, and one
defect with unlike effects as several. Nothing here depends on the order of cases, and no requirement is read: which
a finding breaks is counted afterwards.
"""

from connref.findings.find import Settled, find, shows
from connref.findings.finding import Finding
from connref.findings.trace import Reply, Story, Terms

__all__ = ["Finding", "Reply", "Settled", "Story", "Terms", "find", "shows"]
