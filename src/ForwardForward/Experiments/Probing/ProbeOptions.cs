using ForwardForward.Data;
using ForwardForward.Runtime;

namespace ForwardForward.Experiments;

/// <summary>How a linear probe is fitted.</summary>
/// <remarks>Immutable.</remarks>
public sealed class ProbeOptions
{
    /// <summary>The images that choose among several strengths of regularisation; never learned from.</summary>
    /// <value>The default is none, which a head with one strength needs.</value>
    public LabelledImages? Validation { get; init; }

    /// <summary>What is fitted.</summary>
    /// <value>The default is <see cref="RidgeHead"/>.</value>
    public ProbeHead Head { get; init => field = Require.NotNull(value, nameof(Head)); } = new RidgeHead();

    /// <summary>
    /// Told the fraction done of the pass at hand, from 0 to 1: over images, over kept features, or over the solution of equations.
    /// </summary>
    /// <value>The default is none.</value>
    public IProgress<double>? Progress { get; init; }

    /// <summary>
    /// Stops between two micro-batches of images or two blocks of equations, with an <see cref="OperationCanceledException"/>.
    /// </summary>
    /// <value>The default never stops it.</value>
    public CancellationToken Cancellation { get; init; }
}
