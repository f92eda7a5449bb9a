using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>Looks for NaN and infinity.</summary>
internal static class NonFinite
{
    /// <summary>The name of the first tensor that holds one, or null. Where all is well it waits for the device once.</summary>
    public static string? FindIn(IReadOnlyList<NamedTensor> tensors)
    {
        using DisposeScope scope = NewDisposeScope();
        using var noGradients = no_grad();
        NamedTensor[] floating = [.. tensors.Where(tensor => tensor.Value.is_floating_point())];
        if (floating.Length == 0)
            return null;
        // A sum is finite only where every number is. The other way round it may overflow, so that the numbers
        // themselves have the last word.
        Device device = floating[0].Value.device;
        Tensor sums = stack([.. floating.Select(tensor => tensor.Value.flatten().sum([0]).to(float64, device))], 0);
        return double.IsFinite(sums.sum([0]).item<double>())
            ? null
            : Array.Find(floating, tensor => !isfinite(tensor.Value).all().item<bool>()).Name;
    }
}
