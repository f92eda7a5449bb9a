using ForwardForward.Runtime;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>What one segment of a pipeline hands on to the next: the activations of a batch, and what layers must know to learn from
/// them.</summary>
/// <remarks>The rows may be sent as bytes. For the same bits as <c>Fit</c>, they keep their type and their order in memory.</remarks>
public sealed class PipelineBatch : IDisposable
{
    /// <summary>Puts a batch together, such as one that came as bytes; it takes the tensors over.</summary>
    /// <param name="rows">The activations of the segment before, <c>[rows, …]</c>, float32.</param>
    /// <param name="labels">The label that each row shows, <c>[rows]</c>, int64.</param>
    /// <param name="trueLabels">The true class of each row's positive, <c>[rows]</c>, int64.</param>
    /// <param name="positives">How many rows, from the first on, are positive; from 1 to the number of rows.</param>
    /// <param name="progress">How much of the training is done, from 0 to 1.</param>
    /// <exception cref="ArgumentException">
    /// A tensor has another type or another number of rows, or a number is out of its range; the message says which.
    /// </exception>
    public PipelineBatch(Tensor rows, Tensor labels, Tensor trueLabels, long positives, double progress)
    {
        Rows = Expect.Rows(rows);
        if (rows.dtype != ScalarType.Float32)
            throw new ArgumentException($"The rows must be float32, and are {Expect.Describe(rows)}.", nameof(rows));
        Labels = Expect.Labels(labels, rows.shape[0]);
        TrueLabels = Expect.Labels(trueLabels, rows.shape[0]);
        if (positives < 1 || positives > rows.shape[0])
            throw new ArgumentOutOfRangeException(
                nameof(positives), positives, $"Of {rows.shape[0]} rows, 1 to {rows.shape[0]} are positive.");
        Positives = positives;
        Progress = Require.Fraction(progress, nameof(progress));
    }

    /// <summary>The activations of the segment before, <c>[rows, …]</c>, float32; positives first, then their negatives.</summary>
    public Tensor Rows { get; }

    /// <summary>The label that each row shows, <c>[rows]</c>, int64.</summary>
    public Tensor Labels { get; }

    /// <summary>The true class of each row's positive, <c>[rows]</c>, int64.</summary>
    public Tensor TrueLabels { get; }

    /// <summary>How many rows, from the first on, are positive.</summary>
    public long Positives { get; }

    /// <summary>How much of the training is done, from 0 to 1.</summary>
    public double Progress { get; }

    /// <summary>Disposes the three tensors.</summary>
    public void Dispose()
    {
        Rows.Dispose();
        Labels.Dispose();
        TrueLabels.Dispose();
    }
}
