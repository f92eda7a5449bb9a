using System.Runtime.CompilerServices;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Experiments;

/// <summary>Features as the measures take them: one row a sample, in double precision.</summary>
internal static class FeatureRows
{
    /// <summary>The features as <c>[n, features]</c>, float64, without their gradient. Throws where they cannot be measured.</summary>
    public static Tensor Of(Tensor features, [CallerArgumentExpression(nameof(features))] string? name = null)
    {
        ArgumentNullException.ThrowIfNull(features, name);
        if (features.ndim < 2 || features.numel() == 0)
            throw new ArgumentException(
                "Features must be one row a sample, [n, features] or maps [n, …], of at least one sample and one feature. "
                    + $"These have the shape [{string.Join(", ", features.shape)}].",
                name);
        if (features.dtype is not (ScalarType.Float32 or ScalarType.Float64))
            throw new ArgumentException(
                $"Features must be float32 or float64. These are {features.dtype}: convert them with features.to(torch.float32).", name);
        if (features.is_sparse || features.device_type == DeviceType.META)
            throw new ArgumentException(
                "Features must be dense and in memory. These are "
                    + (features.is_sparse
                        ? "sparse: convert them with features.to_dense()."
                        : "on the device \"meta\", and have no numbers."),
                name);
        if (!AreFinite(features))
            throw new ArgumentException(
                "Features must be finite numbers. These hold NaN or infinity: look for parameters that diverged or images that hold such "
                    + "values.",
                name);
        return features.detach().flatten(1).to(float64);
    }

    /// <summary>
    /// The same less each feature's mean. What all samples share is taken off first: a feature that is the same for all becomes exactly
    /// zero, where a mean alone leaves a rounding error to be measured.
    /// </summary>
    public static Tensor Centred(Tensor features, [CallerArgumentExpression(nameof(features))] string? name = null)
    {
        Tensor rows = Of(features, name);
        Tensor fromFirst = rows - rows.narrow(0, 0, 1);
        return fromFirst - fromFirst.mean([0], keepdim: true);
    }

    public static bool AreFinite(Tensor values)
    {
        using DisposeScope scope = NewDisposeScope();
        return values.isfinite().all().item<bool>();
    }
}
