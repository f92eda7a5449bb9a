using static TorchSharp.torch;

namespace ForwardForward.Tests.Reliability;

/// <summary>A type that damaged files name, and that nobody registered: it must never be created.</summary>
public sealed class Trap : IGoodness
{
    public Trap() => Created = true;

    /// <summary>Whether anything ever created one.</summary>
    public static bool Created { get; private set; }

    public Tensor Measure(Tensor activations) => activations;
}
