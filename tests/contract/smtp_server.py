#!/usr/bin/env python3
"""A real mail server for the tests, on a free port of this machine.

Says its port on a line of its own, then one line of JSON for each mail it took, as Python's own
parser reads it. Ends when its standard input does. Recipients whose address begins with "gone" are
refused for ever, those with "busy" once.
"""
import argparse
import asyncio
import email
import email.policy
import json
import logging
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult


def parts_of(content):
    mail = email.message_from_bytes(content, policy=email.policy.default)
    plain, html = mail.get_body(("plain",)), mail.get_body(("html",))
    return {
        "headers": [[name, str(value)] for name, value in mail.items()],
        "subject": str(mail["subject"]),
        "text": plain.get_content() if plain else "",
        "html": html.get_content() if html else "",
        "attachments": [{"name": part.get_filename(), "type": part.get_content_type(),
                         "bytes": part.get_payload(decode=True).decode("latin-1")}
                        for part in mail.iter_attachments()],
        "pictures": [{"id": part["Content-ID"], "name": part.get_filename(),
                      "bytes": part.get_payload(decode=True).decode("latin-1")}
                     for part in mail.walk() if part.get_content_type() == "image/png"],
        "defects": [repr(defect) for part in mail.walk() for defect in part.defects],
    }


class Handler:
    def __init__(self):
        self.busy = set()

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("gone"):
            return "550 5.1.1 nobody of that name"
        if address.startswith("busy") and address not in self.busy:
            self.busy.add(address)
            return "451 4.3.2 come again later"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server, session, envelope):
        seen = {"from": envelope.mail_from, "to": envelope.rcpt_tos, "tls": session.ssl is not None,
                "user": session.auth_data.decode() if session.auth_data else ""}
        print(json.dumps({**seen, **parts_of(envelope.content)}), flush=True)
        return "250 2.0.0 taken"


def checker(user, password):
    def check(server, session, envelope, mechanism, auth):
        good = auth.login == user.encode() and auth.password == password.encode()
        return AuthResult(success=good, handled=False, auth_data=auth.login if good else None)
    return check


async def main():
    logging.disable()  # what clients do wrong here is what the tests are about
    options = argparse.ArgumentParser()
    for name in ("certificate", "key", "user", "password"):
        options.add_argument("--" + name, default="")
    given = options.parse_args()
    tls = None
    if given.certificate:
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(given.certificate, given.key)
    handler, more = Handler(), {}
    if given.user:
        more = {"authenticator": checker(given.user, given.password), "auth_required": True}
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: SMTP(handler, hostname="localhost", tls_context=tls, require_starttls=bool(tls),
                     loop=loop, **more), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    ended = asyncio.Event()
    loop.add_reader(sys.stdin, lambda: sys.stdin.buffer.raw.read(1) or ended.set())
    await ended.wait()


asyncio.run(main())
