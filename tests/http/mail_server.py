#!/usr/bin/python3
# A mail server for tests, on 127.0.0.1: aiosmtpd, a server of others' making, whose mails are read by Python's own parser and
# python3-icalendar. Prints "listening PORT", then for each mail that it took one line of JSON.
#
#   mail_server.py PORT [CERTIFICATE KEY USER PASSWORD [starttls]]
#
# With a certificate it speaks TLS from the first byte, or from STARTTLS on, and takes mails of USER only. What a recipient's name begins
# with says what becomes of a mail: "refused": 550 at RCPT; "later": 451 the first time; "lost": taken, and the connection cut before the answer the
# first time.
import asyncio
import email
import email.policy
import json
import logging
import ssl
import sys
import warnings

from aiosmtpd.smtp import SMTP, AuthResult
from icalendar import Calendar


def calendar_of(text):
    calendar = Calendar.from_ical(text)
    event = calendar.walk('VEVENT')[0]
    zone = calendar.walk('VTIMEZONE')[0]
    start = event['DTSTART']
    return {
        'method': calendar['METHOD'], 'uid': event['UID'], 'sequence': event['SEQUENCE'], 'status': event['STATUS'],
        'start': start.dt.isoformat(), 'end': event['DTEND'].dt.isoformat(), 'zone': start.params['TZID'], 'told_zone': zone['TZID'],
        'summary': event['SUMMARY'], 'organizer': event['ORGANIZER'], 'attendee': event['ATTENDEE'],
        'attendee_name': event['ATTENDEE'].params['CN'], 'stamp': event['DTSTAMP'].to_ical().decode(),
        'longest_line': max(len(line) for line in text.encode().split(b'\r\n')),
    }


def told(envelope):
    mail = email.message_from_bytes(envelope.original_content, policy=email.policy.default)
    parts = {part.get_content_type(): part for part in mail.walk()}
    calendar = parts.get('text/calendar')
    return {
        'sender': envelope.mail_from, 'recipients': envelope.rcpt_tos,
        'fields': {name: str(value) for name, value in mail.items()}, 'defects': [str(defect) for defect in mail.defects],
        'text': parts['text/plain'].get_content(),
        'method': None if calendar is None else calendar.get_param('method'),
        'calendar': None if calendar is None else calendar_of(calendar.get_payload(decode=True).decode()),
    }


class Handler:
    def __init__(self):
        self.seen = set()

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith('refused'):
            return '550 5.1.1 no such mailbox'
        if address.startswith('later') and address not in self.seen:
            self.seen.add(address)
            return '451 4.7.1 come back later'
        envelope.rcpt_tos.append(address)
        return '250 OK'

    async def handle_DATA(self, server, session, envelope):
        print(json.dumps(told(envelope)), flush=True)
        address = envelope.rcpt_tos[0]
        if address.startswith('lost') and address not in self.seen:
            self.seen.add(address)
            server.transport.abort()
        return '250 OK'


async def serve(port, certificate=None, key=None, user=None, password=None, starttls=None):
    handler = Handler()

    def authenticate(server, session, envelope, mechanism, data):
        known = (data.login, data.password) == (user.encode(), password.encode())
        return AuthResult(success=known)

    context = None
    more = {}
    if certificate is not None:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate, key)
        more = {'authenticator': authenticate, 'auth_required': True, 'auth_require_tls': starttls is not None}
    if starttls is not None:
        more |= {'tls_context': context, 'require_starttls': True}
        context = None
    server = await asyncio.get_running_loop().create_server(
        lambda: SMTP(handler, hostname='localhost', **more), '127.0.0.1', port, ssl=context)
    print(f'listening {server.sockets[0].getsockname()[1]}', flush=True)
    await server.serve_forever()


# It warns of logins without STARTTLS, not seeing that the connection is TLS already.
warnings.simplefilter('ignore')
logging.disable()
asyncio.run(serve(int(sys.argv[1]), *sys.argv[2:7]))
