using ScottPlot;

namespace ForwardForward.Samples;

/// <summary>Colours that people with any kind of colour vision tell apart (Okabe and Ito 2008), and the greys around them.</summary>
public static class PlotColors
{
    private static readonly Color[] Series =
    [
        Color.FromHex("#0072B2"), Color.FromHex("#D55E00"), Color.FromHex("#009E73"), Color.FromHex("#CC79A7"),
        Color.FromHex("#E69F00"), Color.FromHex("#56B4E9"), Color.FromHex("#000000"), Color.FromHex("#F0E442"),
    ];

    /// <summary>Text and axes.</summary>
    public static Color Ink { get; } = Color.FromHex("#333333");

    /// <summary>Grid lines and frames.</summary>
    public static Color Faint { get; } = Color.FromHex("#DDDDDD");

    /// <summary>What may be chance.</summary>
    public static Color Unsure { get; } = Color.FromHex("#8C8C8C");

    /// <summary>The colour of a series; from the ninth on they begin anew.</summary>
    /// <param name="series">The series, from 0.</param>
    /// <returns>The colour.</returns>
    public static Color Of(int series) => Series[series % Series.Length];
}
