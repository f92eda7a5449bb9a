using ForwardForward.Runtime;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>What a modulation gives, held to its contract.</summary>
internal static class CheckedModulation
{
    /// <summary>Modulated goodness, <c>[rows]</c>.</summary>
    /// <exception cref="InvalidOperationException">The modulation gave something else.</exception>
    public static Tensor ModulateChecked(this IModulation modulation, Tensor goodness, ModulationContext context) => Contract.OneNumberARow(
        modulation.Modulate(Expect.Numbers(goodness), context), goodness, modulation, nameof(IModulation.Modulate));
}
