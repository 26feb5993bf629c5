#!/usr/bin/env python3
"""Changes an exported log in thousands of ways, as somebody would who has no key, and asks tools/verify_log.py each time.

  mutate_log.py FOLDER KEY SEEN_CHECKPOINT COUNT SEED

FOLDER is a log as `skranke audit export` wrote it, SEEN_CHECKPOINT one of its earlier checkpoints. Prints how many changes were made of
each kind; exit 1 where one was not found, with what it was.
"""
import collections
import pathlib
import random
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "tools"))
import verify_log as verifier


def files_of(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def bundle(entries):
    return b"".join(len(entry).to_bytes(2, "big") + entry for entry in entries)


def written(entries, checkpoint):
    """The files of these entries, tiles and all: what is left to find is the signed root."""
    files = {"checkpoint": checkpoint}

    def put(kind, number, width, data):
        path = f"{number % 1000:03}" + ("" if width == 256 else f".p/{width}")
        while number >= 1000:
            number //= 1000
            path = f"x{number % 1000:03}/{path}"
        files[f"tile/{kind}/{path}"] = data

    for first in range(0, len(entries), 256):
        part = entries[first : first + 256]
        put("entries", first // 256, len(part), bundle(part))
    levels = verifier.subtrees([verifier.leaf(entry) for entry in entries])
    for level in range(0, len(levels), 8):
        for first in range(0, len(levels[level]), 256):
            part = levels[level][first : first + 256]
            put(level // 8, first // 256, len(part), b"".join(part))
    return files


def flip(draw, data):
    at = draw.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << draw.randrange(8)]) + data[at + 1 :]


def edit(draw, entries):
    at = draw.randrange(len(entries))
    entries[at] = flip(draw, entries[at])


def delete(draw, entries):
    del entries[draw.randrange(len(entries))]


def add(draw, entries):
    entries.insert(draw.randrange(len(entries) + 1), draw.choice(entries))


def reorder(draw, entries):
    first, second = draw.sample(range(len(entries)), 2)
    while entries[first] == entries[second]:
        first, second = draw.sample(range(len(entries)), 2)
    entries[first], entries[second] = entries[second], entries[first]


def truncate(draw, entries):
    del entries[draw.randrange(len(entries)) :]


def main():
    folder, key, seen, count, seed = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5])
    key, draw = verifier.read_key(key), random.Random(seed)
    seen = pathlib.Path(seen).read_text(encoding="utf-8")
    whole = files_of(folder)
    size = verifier.read_checkpoint(whole["checkpoint"].decode(), key)[1]
    before = verifier.read_checkpoint(seen, key)[1]
    entries = verifier.read_entries(whole.__getitem__, size)
    assert verifier.check(whole.__getitem__, key, [seen]) == [], "the log that is changed is whole"
    assert {path: data for path, data in whole.items()} == written(entries, whole["checkpoint"]), "the files are those of the entries"
    done, missed = collections.Counter(), []
    for number in range(count):
        how = draw.choice([edit, delete, add, reorder, truncate, "roll back", "a file", "no file"])
        if how == "roll back":
            # A whole and signed log of an earlier time, for whom a later checkpoint was seen.
            files, wanted = written(entries[:before], seen.encode()), [whole["checkpoint"].decode()]
        elif how in ("a file", "no file"):
            files, wanted = dict(whole), [seen]
            path = draw.choice(sorted(files))
            if how == "no file":
                del files[path]
            else:
                files[path] = draw.choice([lambda: flip(draw, files[path]), lambda: files[path][: draw.randrange(len(files[path]))]])()
        else:
            changed, wanted = list(entries), [seen]
            how(draw, changed)
            files = written(changed, whole["checkpoint"])
            if draw.random() < 0.5:  # the hashes stay as they were
                files = {path: data for path, data in files.items() if "entries" in path} | {path: data for path, data in whole.items() if "entries" not in path}
        name = how if isinstance(how, str) else how.__name__
        done[name] += 1
        try:
            found = verifier.check(files.__getitem__, key, wanted)
        except (KeyError, ValueError, IndexError, TypeError, RecursionError) as error:
            found = [repr(error)]
        if not found:
            missed.append((number, name))
    print(f"{count} changes, {count - len(missed)} found: {dict(sorted(done.items()))}")
    for each in missed[:20]:
        print("missed:", each)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
