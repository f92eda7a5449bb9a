using ForwardForward.Runtime;

namespace ForwardForward.Benchmarks.Measuring;

/// <summary>Who multiplies large matrices for this library, in this process.</summary>
internal static class ProductLibrary
{
    /// <summary>What was measured and chosen so far.</summary>
    public static string Name => MatrixProducts.Trials.Any(trial => trial.TakesOneDnn)
        ? string.Join("; ", MatrixProducts.Trials.Select(trial => trial.ToString()).Order(StringComparer.Ordinal))
        : "products by libtorch's choice";
}
