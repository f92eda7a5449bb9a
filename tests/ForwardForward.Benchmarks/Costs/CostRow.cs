using System.Globalization;
namespace ForwardForward.Benchmarks.Costs;

/// <summary>Medians at one point, in milliseconds.</summary>
/// <param name="Point">The network and the batch.</param>
/// <param name="Overlay">A step of an overlay network.</param>
/// <param name="Projection">A step of a projection network.</param>
/// <param name="Backprop">A step of the backprop twin.</param>
/// <param name="ScoreOverlay">Scoring every label of 1,000 images by the overlay network.</param>
/// <param name="ScoreProjection">The same by the projection network, in one pass.</param>
internal sealed record CostRow(
    CostPoint Point, double Overlay, double Projection, double Backprop, double ScoreOverlay, double ScoreProjection)
{
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"cost {Point.Axis} {Point.Value}: step overlay {Overlay:F2} ms, projection {Projection:F2} ms, backprop {Backprop:F2} ms; scoring "
            + $"1,000 images {ScoreOverlay:F1} ms, {ScoreProjection:F1} ms");
}
