namespace ForwardForward.Samples.Serve.Engines;

/// <summary>What computes.</summary>
internal enum EngineKind
{
    /// <summary>This library, on libtorch.</summary>
    Library,

    /// <summary>ONNX Runtime.</summary>
    Onnx,
}
