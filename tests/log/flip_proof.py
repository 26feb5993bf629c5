#!/usr/bin/env python3
"""Turns each bit of what a proof of a row holds, one at a time, and asks tools/verify_log.py.

  flip_proof.py FILE KEY

Exit 1 where one is taken for right all the same.
"""
import base64
import copy
import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "tools"))
import verify_log as verifier


def turned(data):
    for at in range(len(data) * 8):
        yield data[: at // 8] + bytes([data[at // 8] ^ 1 << at % 8]) + data[at // 8 + 1 :]


def changed(document):
    """Every document that differs in one bit of a text, or of the bytes that a text is base64 of."""
    for name in ("entry", "checkpoint"):
        for data in turned(document[name].encode()):
            yield name, {**document, name: data.decode("utf-8", "replace")}
    for data in turned(base64.b64decode(document["salt"])):
        yield "salt", {**document, "salt": base64.b64encode(data).decode()}
    for i, each in enumerate(document["proof"]):
        for data in turned(base64.b64decode(each)):
            proof = list(document["proof"])
            proof[i] = base64.b64encode(data).decode()
            yield "proof", {**document, "proof": proof}
    for i, column in enumerate(document["row"]):
        if isinstance(column["value"], str):
            for data in turned(column["value"].encode()):
                other = copy.deepcopy(document)
                other["row"][i]["value"] = data.decode("utf-8", "replace")
                yield "row", other
    for bit in range(20):
        yield "place", {**document, "place": document["place"] ^ 1 << bit}


def main():
    document, key = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8")), verifier.read_key(sys.argv[2])
    assert verifier.check_proof(document, key) == [], "the proof that is changed is right"
    count, taken = 0, []
    for name, other in changed(document):
        count += 1
        try:
            if verifier.check_proof(other, key) == []:
                taken.append(name)
        except (KeyError, ValueError, IndexError, TypeError):
            pass
    print(f"{count} proofs with a bit turned, {len(taken)} taken {taken[:10]}")
    return 1 if taken else 0


if __name__ == "__main__":
    sys.exit(main())
