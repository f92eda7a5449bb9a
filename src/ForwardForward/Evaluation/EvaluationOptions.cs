namespace ForwardForward;

/// <summary>How a network is measured on images.</summary>
/// <remarks>Immutable.</remarks>
public sealed class EvaluationOptions
{
    /// <summary>
    /// Whether <c>Evaluate</c> also measures each layer by itself, which shows every label on every image. Other measurements do not read
    /// this.
    /// </summary>
    /// <value>
    /// The default is null: true where the network predicts by summed goodness, which tries every label anyway, and false where a softmax
    /// head predicts in one pass.
    /// </value>
    public bool? PerLayer { get; init; }

    /// <summary>Told the fraction of images done, from 0 to 1.</summary>
    /// <value>The default is none.</value>
    public IProgress<double>? Progress { get; init; }

    /// <summary>Stops the measurement between two micro-batches of images, with an <see cref="OperationCanceledException"/>.</summary>
    /// <value>The default never stops it.</value>
    public CancellationToken Cancellation { get; init; }
}
