using ForwardForward.Extensibility;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>Sets elements to 0 by chance and scales up the others (Srivastava et al. 2014), for learning only.</summary>
internal static class Dropout
{
    /// <summary>The tensor itself where the rate is 0.</summary>
    /// <exception cref="InvalidOperationException">The rate is above 0 and the context has no generator.</exception>
    public static Tensor Apply(Tensor input, double rate, LearningContext context)
    {
        if (rate == 0)
            return input;
        Generator generator = context.Generator ?? throw new InvalidOperationException(
            "The layer has dropout, and the learning context no generator. Set LearningContext.Generator.");
        using DisposeScope scope = NewDisposeScope();
        Tensor kept =
            TensorCreation.Empty(input.shape, float32, CPU).bernoulli_(1 - rate, generator).DivideInPlace(1 - rate).to(input.device);
        return (input * kept).MoveToOuterDisposeScope();
    }
}
