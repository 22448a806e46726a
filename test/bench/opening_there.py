"""What the connector does to open a session, 200 times after a first one; prints the median in ms."""

import json
import statistics
import sys
import time

import boto3
from botocore.config import Config
from telethon.sessions import StringSession

place = json.loads(sys.argv[1])
client = boto3.client(
    "s3",
    endpoint_url=place["endpoint"],
    region_name=place["region"],
    aws_access_key_id=place["accessKeyId"],
    aws_secret_access_key=place["secretAccessKey"],
    config=Config(s3={"addressing_style": "path"}),
)
key = f"telegram/{place['namespace']}/session.txt"


def look() -> None:
    text = client.get_object(Bucket=place["bucket"], Key=key)["Body"].read().decode()
    session = StringSession(text)
    assert session.auth_key is not None


look()
times = []
for _ in range(200):
    started_at = time.perf_counter()
    look()
    times.append((time.perf_counter() - started_at) * 1000)
print(statistics.median(times))
