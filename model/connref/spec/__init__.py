"""What the document says, as data: locations, transitions, requirements and the questions that it leaves open.

Theory of the model, in the terms of the field:

- A *chart* is a timed automaton in small. Its *locations* say what is wanted there, whether the connection is up, and
  which of two clocks matters: the deadline of the grace, or the window after the entry into the background. A clock
  cuts time into *regions* (before, at, past); a transition names those in which it can be taken, and what it does to
  the deadline (its *clock update*).
- The document leaves questions open. Each interpretation is a *feature*; a *reading* chooses one option of each, and
  is one product of a family (a product line). The guards of a transition are conditions on features, so one set of
  rows declares all members of the family. A *latitude* ("may") is demonic nondeterminism instead: any member may
  choose anew each time.
- What an SDK does is the *product* of four charts: the mode's policy, the link to a socket, the session of the device,
  and its environment. They synchronise on events: the policy's wish goes to the link, what became of the socket
  comes back.
- An SDK conforms if all that is observed of it is among the outputs of a member of the family after the same inputs,
  silence included: tioco, restricted to what a driver can observe.

    vocabulary       events, regions, answers: the words that all else is declared in
    requirements     one row for each ID, with all its columns
    interpretations  the questions, their options, the readings
    declare          what a location and a transition are
    auto, manual     the policy of each mode
    link             how a socket is brought to where the policy wants it
    session          process and user: init, login, logout, kill, and what becomes of the saved user
    sentences        the way in: each sentence of the document with the rows that decide it

Nothing here runs, and nothing here imports what does.
"""
