"""The other side of the runtime's benchmarks, as a process of its own: `python -m benchmarks.runtime_server KIND`.

It prints its port. `flood` answers a chat message to "flood" with as many frames as its text says, written ready-made
so that the client alone is measured, and one to "stream" with as many sent one by one; any other it echoes. `chat` is
the chat server, with every token good for the user of the same name; a line on standard input crashes it, and starts
it again that many seconds later.
"""

from __future__ import annotations

import asyncio
import json
import sys
from typing import Any

from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed

from benchmarks.files import allow_many_files
from connref_adapters.server import ChatServer, Tokens

TEXT = "a message of ordinary length, as people write them"
CHUNK = 1 << 16
HELD = 1 << 18
OPCODE_TEXT = b"\x81"


class EveryToken(Tokens):
    """Takes every token for the user of the same name: a thousand logins are not what is measured."""

    def user_of(self, token: str) -> str | None:
        return token


def chat_message(number: int) -> str:
    return json.dumps({"type": "message", "id": f"m{number}", "from": "flood", "text": TEXT})


def ready_made(count: int) -> bytes:
    """`count` chat messages as unmasked frames of at most 125 bytes."""
    out = bytearray()
    for number in range(count):
        body = chat_message(number).encode()
        out += OPCODE_TEXT + bytes([len(body)]) + body
    return bytes(out)


async def flood(connection: ServerConnection, count: int) -> None:
    data = memoryview(ready_made(count))
    for start in range(0, len(data), CHUNK):
        connection.transport.write(data[start : start + CHUNK])
        # The buffer is looked at, not awaited: what is measured is on the other side.
        while connection.transport.get_write_buffer_size() > HELD:  # noqa: ASYNC110
            await asyncio.sleep(0.001)


async def stream(connection: ServerConnection, count: int) -> None:
    for number in range(count):
        await connection.send(chat_message(number))


async def talk(connection: ServerConnection) -> None:
    try:
        await connection.recv()
        await connection.send('{"type":"auth_ok"}')
        number = 0
        async for frame in connection:
            body: dict[str, Any] = json.loads(frame)
            if body["to"] == "flood":
                await flood(connection, int(body["text"]))
            elif body["to"] == "stream":
                await stream(connection, int(body["text"]))
            else:
                number += 1
                reply = {"type": "message", "id": f"e{number}", "from": "echo", "text": body["text"]}
                await connection.send(json.dumps(reply))
    except ConnectionClosed:
        return


async def serve_flood() -> None:
    async with serve(talk, "127.0.0.1", 0, compression=None, ping_interval=None) as server:
        print(next(iter(server.sockets)).getsockname()[1], flush=True)
        await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


async def serve_chat() -> None:
    loop = asyncio.get_running_loop()
    async with ChatServer(tokens=EveryToken()) as server:
        print(server.port, flush=True)
        while line := await loop.run_in_executor(None, sys.stdin.readline):
            await server.stop(crash=True)
            await asyncio.sleep(float(line))
            await server.start()


if __name__ == "__main__":
    allow_many_files()
    asyncio.run({"flood": serve_flood, "chat": serve_chat}[sys.argv[1]]())
