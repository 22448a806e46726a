"""The headless connector: loads its session with boto3, signs in with Telethon, saves at its stop.

Its one argument is JSON: where the session lies, and how the practice data centre is reached. It prints JSON: who it is, and
the text that it saved.
"""

import asyncio
import json
import sys

import boto3
import rsa
from botocore.config import Config
from telethon import TelegramClient
from telethon.crypto import rsa as telegram_keys
from telethon.network import ConnectionTcpFull
from telethon.sessions import StringSession

settings = json.loads(sys.argv[1])
ports = {int(dc): port for dc, port in settings["ports"].items()}


class PracticeConnection(ConnectionTcpFull):
    """Dials the practice data centre's loopback port, whatever address the session names."""

    def __init__(self, ip, port, dc_id, **rest):
        super().__init__("127.0.0.1", ports[dc_id], dc_id, **rest)


def trust_practice_key() -> None:
    key = rsa.PublicKey(int(settings["modulus"]), settings["exponent"])
    telegram_keys._server_keys[telegram_keys._compute_fingerprint(key)] = (key, False)


def bucket_client():
    return boto3.client(
        "s3",
        endpoint_url=settings["endpoint"],
        region_name=settings["region"],
        aws_access_key_id=settings["accessKeyId"],
        aws_secret_access_key=settings["secretAccessKey"],
        config=Config(s3={"addressing_style": "path"}),
    )


async def run() -> None:
    trust_practice_key()
    s3 = bucket_client()
    place = {"Bucket": settings["bucket"], "Key": f"telegram/{settings['namespace']}/session.txt"}
    text = s3.get_object(**place)["Body"].read().decode()
    client = TelegramClient(
        StringSession(text),
        settings["apiId"],
        settings["apiHash"],
        connection=PracticeConnection,
        receive_updates=False,
    )
    await client.connect()
    me = await client.get_me()
    saved = client.session.save()
    await client.disconnect()
    s3.put_object(**place, Body=saved.encode())
    print(json.dumps({"username": me.username if me else None, "saved": saved}))


asyncio.run(run())
