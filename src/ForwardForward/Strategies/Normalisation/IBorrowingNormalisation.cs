using ForwardForward.Runtime;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>A normalisation whose result may lie in memory of the step before.</summary>
internal interface IBorrowingNormalisation : INormalisation
{
    /// <summary>As <see cref="INormalisation.Normalise"/>.</summary>
    /// <param name="rows">Input of a layer, <c>[batch, width]</c>.</param>
    /// <param name="space">Where the result may lie.</param>
    /// <returns>The rescaled input, <c>[batch, width]</c>: itself borrowed, and no view of what was.</returns>
    Tensor NormaliseRows(Tensor rows, WorkSpace space);
}
