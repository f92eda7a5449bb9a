using ForwardForward.Benchmarks.Measuring;

namespace ForwardForward.Benchmarks.Export;

/// <summary>Milliseconds of both sides, measured in turn.</summary>
/// <param name="OnnxRuntime">Those of ONNX Runtime.</param>
/// <param name="Library">Those of the library.</param>
internal sealed record ExportTimes(Quartiles OnnxRuntime, Quartiles Library);
