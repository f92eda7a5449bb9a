using ScottPlot;

namespace ForwardForward.Samples;

/// <summary>How the study's numbers look in every plot.</summary>
internal static class ClaimMark
{
    public static MarkerStyle Style =>
        new(MarkerShape.FilledDiamond, 11, PlotColors.Of(1)) { OutlineColor = Colors.White, OutlineWidth = 1 };
}
