"""Reads session strings, one a line, with Telethon; prints for each, as JSON, what they say and how Telethon spells them."""

import json
import sys

from telethon.sessions import StringSession

for line in sys.stdin:
    session = StringSession(line.strip())
    print(
        json.dumps(
            {
                "dcId": session.dc_id,
                "address": session.server_address,
                "port": session.port,
                "authKeyHex": session.auth_key.key.hex(),
                "spelled": session.save(),
            }
        )
    )
