"""All of connref that touches the world: drivers, transports, storage, reports, command line."""
