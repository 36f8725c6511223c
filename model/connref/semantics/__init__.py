"""What the rows of `connref.spec` mean: two engines for one chart, their product, and the machine that runs it.

    table       rows filtered by location, event, region and reading; complete and deterministic, or refused
    statechart  the same rows run by python-statemachine: the second engine, and the only module that knows it
    policy      one policy in time: regions, clock updates, and what falls due as time passes
    search      one search of a state space, for every proof and every walk
    environment process, network and server: which input is legal, which event it is, what the link then reports
    routes      which event an input is
    states      the finite states of the product, each step derived when it is first needed
    product     how a step is derived: policy, then link, then session; and the order of its outputs
    outputs     the small changes to the valuation, each with its effect
    valuation   the numbers and pending calls that no finite state can hold
    machine     the product in time, sans-I/O: what an application uses
    snapshot    a machine as JSON, and back
    retry       when a failed attempt is repeated
    clock       a clock that moves only when told
    decision    the table in words

Time is an argument, in integer milliseconds; nothing here reads a clock, waits, or touches the world.
"""
