#!/usr/bin/env python3
"""Checks a log that `skranke audit export` wrote, or one proof of it; shares no code with the program (docs/log.md).
  verify_log.py FOLDER --key KEY [--seen CHECKPOINT]...    the whole log; KEY is what `skranke audit key` prints
  verify_log.py --proof FILE --key KEY                     that a row was written as FILE says, or an entry (C2SP tlog-proof)
Each with --witness KEY...: and that these have cosigned it (`skranke log-witness key`).
Prints what it found; exit 0: everything is right, 1: something is not, 2: usage."""
import argparse, base64, functools, hashlib, json, pathlib, sys

P = 2**255 - 19  # Ed25519: RFC 8032, 5.1.7
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P

def recover(y, sign):
    x2 = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(x2, (P + 3) // 8, P)
    if (x * x - x2) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if y >= P or (x * x - x2) % P or (x == 0 and sign):
        raise ValueError("not a point")
    return P - x if x & 1 != sign else x

def point(data):
    number = int.from_bytes(data, "little")
    y, sign = number & ((1 << 255) - 1), number >> 255
    return (x := recover(y, sign)), y, 1, x * y % P

def add(a, b):
    A, B = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    C, E = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = B - A, E - C, E + C, B + A
    return e * f % P, g * h % P, f * g % P, e * h % P

def times(s, p):
    q = (0, 1, 1, 0)
    while s:
        q, p, s = add(q, p) if s & 1 else q, add(p, p), s >> 1
    return q

BASE_Y = 4 * pow(5, -1, P) % P
BASE = (recover(BASE_Y, 0), BASE_Y, 1, recover(BASE_Y, 0) * BASE_Y % P)

@functools.lru_cache(maxsize=4096)
def is_signed(key, text, signature):
    if len(signature) != 64:
        return False
    a, r, s = point(key), point(signature[:32]), int.from_bytes(signature[32:], "little")
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + text).digest(), "little") % L
    left, right = times(s, BASE), add(r, times(h, a))
    return s < L and not (left[0] * right[2] - right[0] * left[2]) % P and not (left[1] * right[2] - right[1] * left[2]) % P

def unbase64(text):
    data = base64.b64decode(text, validate=True)
    if base64.b64encode(data).decode() != text:
        raise ValueError("base64 that is written otherwise")
    return data

sha = lambda *parts: hashlib.sha256(b"".join(parts)).digest()
leaf = lambda entry: sha(b"\0", entry)  # RFC 6962, 2.1
node = lambda left, right: sha(b"\1", left, right)

def root_of(levels, size):
    """From the whole subtrees: levels[l][i] is the i-th of 2^l leaves."""
    result = None if size else sha()
    for level in range(size.bit_length()):
        if size >> level & 1:
            part = levels[level][(size >> level) - 1]
            result = part if result is None else node(part, result)
    return result

def subtrees(leaves):
    levels = [leaves]
    while len(below := levels[-1]) > 1:
        levels.append([node(below[i], below[i + 1]) for i in range(0, len(below) - 1, 2)])
    return levels

def climb(index, size, result, proof):
    """The root that a leaf and its proof make: the last hash of the proof is the other half."""
    if size == 1 and not proof:
        return result
    half = 1 << (size - 1).bit_length() - 1
    left, right = (climb(index, half, result, proof[:-1]), proof[-1]) if index < half else (proof[-1], climb(index - half, size - half, result, proof[:-1]))
    return node(left, right)

def read_key(text, kind=1):
    name, number, key = text.strip().split("+", 2)
    key = unbase64(key)
    if len(key) != 33 or key[0] != kind or sha(name.encode(), b"\n", key)[:4].hex() != number:
        raise ValueError("no public key of Ed25519, or another kind of it")
    return name, bytes.fromhex(number), key[1:], kind

def is_by(key, text, line):
    dash, signer, data = line.split(" ")
    data = unbase64(data)
    if key[3] == 4:  # C2SP tlog-cosignature: behind the key's id is the time that it says
        text, data = b"cosignature/v1\ntime %d\n" % int.from_bytes(data[4:12], "big") + text, data[:4] + data[12:]
    return (dash, signer, data[:4]) == ("\u2014", *key[:2]) and is_signed(key[2], text, data[4:])

def read_checkpoint(note, *keys):
    """Name, size and root of a note that each of the keys has signed."""
    text, _, lines = note.rpartition("\n\n")
    for key in keys:
        if not any(is_by(key, f"{text}\n".encode(), line) for line in lines.removesuffix("\n").split("\n")):
            raise ValueError(f"the checkpoint is not signed by the key of {key[0]}")
    origin, size, root = text.split("\n")[:3]
    if str(int(size)) == size:
        return origin, int(size), unbase64(root)
    raise ValueError("a size that is written otherwise")

def read_tile(read, kind, number, width):
    path = f"{number % 1000:03}" + ("" if width == 256 else f".p/{width}")
    while number >= 1000:
        number //= 1000
        path = f"x{number % 1000:03}/{path}"
    return read(f"tile/{kind}/{path}")

def read_entries(read, size):
    entries = []
    while len(entries) < size:
        width = min(256, size - len(entries))
        data, at = read_tile(read, "entries", len(entries) // 256, width), 0
        for _ in range(width):
            length = int.from_bytes(data[at : at + 2], "big")
            entries.append(data[at + 2 : at + 2 + length])
            at += 2 + length
        if at != len(data):
            raise ValueError("entries of another length than they say")
    return entries

def check(read, key, seen=(), witnesses=()):
    """What is wrong with the log whose files read(path) gives; nothing is wrong: []."""
    origin, size, root = read_checkpoint(read("checkpoint").decode(), key)
    entries, newest = read_entries(read, size), set()
    levels = subtrees([leaf(entry) for entry in entries])
    found = [] if root_of(levels, size) == root else ["the entries are not those of the checkpoint"]
    for level in range(0, len(levels), 8):
        hashes = levels[level] if size else []
        for first in range(0, len(hashes), 256):
            tile = hashes[first : first + 256]
            if read_tile(read, level // 8, first // 256, len(tile)) != b"".join(tile):
                found.append(f"tile {level // 8}/{first // 256} is not that of the entries")
    for place, entry in enumerate(entries):
        first, _, _, _, previous, commitment, _ = entry.decode().split("\n", 6)
        if first != "skranke-log-1" or (previous != "-" and int(previous) not in newest):
            found.append(f"entry {place} is none, or follows one that is not its row's newest")
        newest.discard(int(previous) if previous != "-" else None)
        if commitment != "-":
            newest.add(place)
    cosigned = [read_checkpoint(read("cosigned").decode(), key, *witnesses)] if witnesses else []
    for name, before, old in [read_checkpoint(note, key) for note in seen] + cosigned:
        if name != origin or before > size or root_of(levels, before) != old:
            found.append(f"it does not go on from the checkpoint of {before} entries that was seen before")
    return found

def read_proof(text):
    """A proof of a row as JSON, or of an entry alone as C2SP tlog-proof, whose extra data is the entry."""
    if text.startswith("{"):
        return json.loads(text)
    first, extra, index, *hashes = text.split("\n\n", 1)[0].split("\n")
    if (first, extra[:6], index) != ("c2sp.org/tlog-proof@v1", "extra ", f"index {int(index[6:])}"):
        raise ValueError("no proof of a row, and no C2SP tlog-proof with its entry")
    return {"place": int(index[6:]), "entry": unbase64(extra[6:]).decode(), "proof": hashes, "row": None, "checkpoint": text.split("\n\n", 1)[1]}

def check_proof(document, *keys):
    """What is wrong with a proof of one row, or of one entry (docs/log.md)."""
    _, size, root = read_checkpoint(document["checkpoint"], *keys)
    entry = document["entry"].encode()
    index, proof = document["place"], [unbase64(each) for each in document["proof"]]
    if not 0 <= index < size or climb(index, size, leaf(entry), proof) != root:
        return ["the entry is not in the log of the checkpoint"]
    if document["row"] is None:
        return print("the entry:", *entry.decode().split("\n")) or []
    row = b""
    for column in document["row"]:
        kind, value = column["kind"], column["value"]
        data = unbase64(value) if kind == "b" else str(value).encode()
        row += b"n" if value is None else b"i%s;" % data if kind == "i" else b"%s%d:%s" % (kind.encode(), len(data), data)
    if base64.b64encode(sha(unbase64(document["salt"]), row)).decode() != document["entry"].split("\n", 6)[5]:
        return ["the row is not the one of the entry"]
    return []

def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, how in (("folder", {"nargs": "?"}), ("--key", {"required": True}), ("--proof", {}), ("--seen", {"action": "append"}), ("--witness", {"action": "append", "default": []})):
        parser.add_argument(name, **how)
    wish = parser.parse_args()
    if bool(wish.folder) == bool(wish.proof):
        parser.error("a folder, or --proof FILE")
    read = lambda path: pathlib.Path(wish.folder, path).read_bytes()
    try:
        key, witnesses = read_key(wish.key), [read_key(each, 4) for each in wish.witness]
        seen = [open(each, encoding="utf-8").read() for each in wish.seen or []]
        found = check_proof(read_proof(open(wish.proof, encoding="utf-8").read()), key, *witnesses) if wish.proof else check(read, key, seen, witnesses)
    except (OSError, ValueError, KeyError, IndexError, TypeError) as error:
        found = [f"it can't be read: {error}"]
    print("\n".join(found) or "verified")
    return 1 if found else 0

if __name__ == "__main__":
    sys.exit(main())
