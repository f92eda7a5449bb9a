using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Experiments;

/// <summary>
/// How far apart the classes lie, relative to their width. It is Fisher's criterion by traces: Σ n_c ‖μ_c − μ‖² over the classes, divided
/// by Σ ‖x − μ_c‖² over the samples. μ_c is the mean of a class of n_c samples, and μ the mean of all.
/// </summary>
/// <remarks>Rotating, shifting or scaling the features as a whole changes nothing.</remarks>
public static class FisherSeparation
{
    /// <summary>Measures the separation, in double precision.</summary>
    /// <param name="features">Features <c>[n, features]</c> or maps <c>[n, …]</c>, float32 or float64, on any device.</param>
    /// <param name="labels">The class of each sample, <c>[n]</c>, int64, any numbers, on any device.</param>
    /// <returns>
    /// 0 or more: 0 where all samples are the same or of one class, infinity where the classes differ and no class has any width.
    /// </returns>
    /// <exception cref="ArgumentException">
    /// Features of another shape or type, or not finite; labels of another shape, type or number.
    /// </exception>
    public static double Measure(Tensor features, Tensor labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        using DisposeScope scope = NewDisposeScope();
        Tensor rows = FeatureRows.Centred(features);
        if (labels.ndim != 1 || labels.shape[0] != rows.shape[0] || labels.dtype != ScalarType.Int64)
            throw new ArgumentException(
                $"Labels must be one int64 a sample, [{rows.shape[0]}]. "
                    + $"These have the shape [{string.Join(", ", labels.shape)}] and are {labels.dtype}.",
                nameof(labels));
        (Tensor classes, Tensor? indices, _) = Expect.InMemory(labels).to(rows.device).unique(return_inverse: true);
        ClassScatter scatter = new(classes.shape[0], rows.shape[1], rows.device);
        scatter.Add(rows, indices!);
        return scatter.Separation();
    }
}
