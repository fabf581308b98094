"""Where the attribution model runs: on the processor, or on an NVIDIA GPU that ONNX Runtime finds."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from onrecord.extract.errors import ExtractionError

Device = Literal["auto", "cpu", "cuda"]
GPU = "CUDAExecutionProvider"


def session(folder: Path, name: str, device: Device, threads: int) -> Any:
    """The ONNX Runtime session of one of a model's graphs: NAME.onnx on the processor, NAME.gpu.onnx on a GPU.

    "auto" takes a GPU where there is one, and the model has graphs for it.

    Raises:
        ExtractionError: device is "cuda", and there is none that can be used; or the graph is damaged.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = threads
    # Every window is of another length: an arena keeps the largest of each tensor, and saves no time.
    options.enable_cpu_mem_arena = options.enable_mem_pattern = False
    for_gpu = folder / f"{name}.gpu.onnx"
    if device != "cpu":
        if GPU not in onnxruntime.get_available_providers():
            missing = "ONNX Runtime is installed without GPU support: install onnxruntime-gpu in place of onnxruntime"
        elif not for_gpu.is_file():
            missing = f"{folder} has no {for_gpu.name}: export the model again"
        else:
            found = _opened(for_gpu, options, [GPU, "CPUExecutionProvider"])
            if GPU in found.get_providers():
                return found
            missing = "the GPU cannot be used: NVIDIA's driver, CUDA and cuDNN have to fit onnxruntime-gpu"
        if device == "cuda":
            raise ExtractionError(f"--device cuda: {missing}; or leave --device out.")
    return _opened(folder / f"{name}.onnx", options, ["CPUExecutionProvider"])


def _opened(path: Path, options: Any, providers: list[str]) -> Any:
    import onnxruntime

    try:
        return onnxruntime.InferenceSession(str(path), options, providers=providers)
    except Exception as error:  # of many classes, none of which has a common root of ONNX Runtime's own
        raise ExtractionError(f"{path}: it is no graph of a model, or damaged: train or copy it again.") from error
