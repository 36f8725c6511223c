"""The asyncio world: virtual time, a network and a server in memory around a client written for asyncio.

The client is not patched: it runs on an event loop of ours (`loop`), whose connections end at a fake server
(`network`).
"""
