"""Writes a student as the program reads it: eight-bit rows with a scale each, words by hash."""
import numpy as np
from safetensors.numpy import save_file

from tokens import FEATURES


def word_hash(word):
    """FNV-1a, 64 bits."""
    value = 0xCBF29CE484222325
    for byte in word.encode():
        value = (value ^ byte) * 0x100000001B3 % 2**64
    return value


def quantized(rows):
    """Rows as eight-bit numbers, and what a one stands for in each."""
    scale = np.abs(rows).max(1) / 127
    scale[scale == 0] = 1
    return np.round(rows / scale[:, None]).astype(np.int8), scale.astype(np.float32)


def export(model, vocabulary, path, extra):
    """`extra` are further tensors."""
    state = {name: tensor.detach().numpy() for name, tensor in model.state_dict().items()}
    out = dict(extra)

    def put(name, rows):
        out[name], out[f"{name}.scale"] = quantized(rows)

    def put_linear(name, source):
        put(name, state[f"{source}.weight"])
        out[f"{name}.bias"] = state[f"{source}.bias"]

    words = sorted((word_hash(word), index) for word, index in vocabulary.items())
    out["words"] = np.array([h for h, _ in words], np.uint64)
    order = [1] + [index for _, index in words]
    put("word", state["embeddings.0.weight"][order])
    for number, name in enumerate(FEATURES, 1):
        put(name, state[f"embeddings.{number}.weight"][1:])
    put_linear("input", "input")
    for number in range(len(model.layers)):
        conv = state[f"layers.{number}.conv"]
        out[f"layer.{number}.before"], out[f"layer.{number}.after"] = conv[0].copy(), conv[1].copy()
        put_linear(f"layer.{number}.gates", f"layers.{number}.gates")
    put_linear("output", "out")
    out["transitions"], out["starts"] = state["transitions"], state["starts"]
    save_file({name: np.ascontiguousarray(tensor) for name, tensor in out.items()}, path)
