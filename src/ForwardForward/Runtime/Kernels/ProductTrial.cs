using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Runtime;

/// <summary>How both libraries computed one product: whether they agree, and which one is faster on this machine.</summary>
/// <remarks>
/// On some processors (seen on AMD's Zen 5), oneDNN's AVX-512 kernels give wrong numbers for some shapes. So a shape on which the two
/// libraries differ stays with libtorch, however fast oneDNN is. oneDNN is chosen only if it is clearly faster. The two round differently,
/// so noise should seldom decide.
/// </remarks>
/// <param name="Shape">The product.</param>
/// <param name="OneDnn">Milliseconds by oneDNN.</param>
/// <param name="Libtorch">Milliseconds by libtorch's own choice.</param>
/// <param name="Agree">Whether oneDNN's result is right.</param>
internal sealed record ProductTrial(ProductShape Shape, double OneDnn, double Libtorch, bool Agree)
{
    private const int FewestRounds = 5;

    /// <summary>
    /// How long small products are tried: in their first milliseconds threads wake, and what they call is still compiled.
    /// </summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(20);

    /// <summary>How far two right results may lie apart, as a fraction of their size: rounding is a thousandth of that.</summary>
    private const double LargestDifference = 1e-4;

    /// <summary>What oneDNN's time must be below, as a fraction of libtorch's.</summary>
    private const double ClearlyFaster = 0.9;

    /// <summary>Set to <c>libtorch</c> or <c>onednn</c>, this environment variable decides without a measurement.</summary>
    private static readonly string? Forced =
        Environment.GetEnvironmentVariable("FORWARDFORWARD_PRODUCTS") is ("libtorch" or "onednn") and var library ? library : null;

    public bool TakesOneDnn => Agree && Forced switch
    {
        "libtorch" => false,
        "onednn" => true,
        _ => OneDnn < ClearlyFaster * Libtorch,
    };

    /// <summary>Computes the product by both, several times in turn; null where it is 0, which tells nothing.</summary>
    public static ProductTrial? Run(ProductShape shape, Func<Tensor> byOneDnn, Func<Tensor> byLibtorch)
    {
        bool? agree = Forced is "libtorch" ? false : FindAgreement(byOneDnn, byLibtorch);
        if (agree is null)
            return null;
        (double oneDnn, double libtorch) = (double.PositiveInfinity, double.PositiveInfinity);
        long start = Stopwatch.GetTimestamp();
        for (int round = 0; IsOpen(round) && agree.Value && Forced is null; round++)
            (oneDnn, libtorch) = (Math.Min(oneDnn, Milliseconds(byOneDnn)), Math.Min(libtorch, Milliseconds(byLibtorch)));
        return new ProductTrial(shape, oneDnn, libtorch, agree.Value);

        bool IsOpen(int round) => round < FewestRounds || Stopwatch.GetElapsedTime(start) < Shortest;
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Shape} by {(TakesOneDnn ? "oneDNN" : "libtorch")} ({Reason})");

    private string Reason =>
        Forced is not null ? "as FORWARDFORWARD_PRODUCTS says"
        : Agree ? string.Create(CultureInfo.InvariantCulture, $"oneDNN {OneDnn:F2} ms, libtorch {Libtorch:F2} ms")
        : "oneDNN is wrong here";

    private static bool? FindAgreement(Func<Tensor> byOneDnn, Func<Tensor> byLibtorch)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor expected = byLibtorch();
        float size = expected.norm().item<float>();
        if (size == 0)
            return null;
        try
        {
            return (byOneDnn() - expected).norm().item<float>() <= LargestDifference * size;
        }
        catch (ExternalException)
        {
            return false; // A libtorch without oneDNN.
        }
    }

    private static double Milliseconds(Func<Tensor> product)
    {
        long start = Stopwatch.GetTimestamp();
        product().Dispose();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
