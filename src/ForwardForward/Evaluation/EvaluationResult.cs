using System.Globalization;
using System.Text;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>How well a network does on labelled images.</summary>
public sealed class EvaluationResult
{
    private const int MostClassesShown = 10;
    private const string Corner = "true \\ predicted";

    private readonly IReadOnlyList<string>? _classNames;

    private EvaluationResult(
        double accuracy,
        IReadOnlyList<int> predictions,
        IReadOnlyList<IReadOnlyList<int>> confusion,
        IReadOnlyList<double> perLayer,
        IReadOnlyList<GoodnessStatistics> goodness,
        IReadOnlyList<string>? classNames)
    {
        _classNames = classNames;
        Accuracy = accuracy;
        Predictions = predictions;
        Confusion = confusion;
        PerLayer = perLayer;
        Goodness = goodness;
    }

    /// <summary>The number of images.</summary>
    public int Count => Predictions.Count;

    /// <summary>The fraction of images whose predicted class is the true one, from 0 to 1.</summary>
    public double Accuracy { get; }

    /// <summary>The predicted class of each image, in their order.</summary>
    public IReadOnlyList<int> Predictions { get; }

    /// <summary>Images by true class (outer) and predicted class (inner).</summary>
    public IReadOnlyList<IReadOnlyList<int>> Confusion { get; }

    /// <summary>The accuracy of each layer's goodness by itself, from 0 to 1; empty where it was not measured.</summary>
    public IReadOnlyList<double> PerLayer { get; }

    /// <summary>Each layer's goodness under true and wrong labels; empty where it was not measured.</summary>
    public IReadOnlyList<GoodnessStatistics> Goodness { get; }

    /// <summary>
    /// The accuracy, that of each layer, and for up to ten classes a table of the confusion, with the classes' names where they have any.
    /// </summary>
    /// <returns>One line, and a table below it; numbers as in English.</returns>
    public override string ToString()
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"accuracy {Percent(Accuracy)} of {Count} images");
        if (PerLayer.Count > 0)
            text.Append(CultureInfo.InvariantCulture, $"; by layer {string.Join(", ", PerLayer.Select(Percent))}");
        if (Confusion.Count <= MostClassesShown)
            AppendConfusion(text);
        return text.ToString();
    }

    /// <param name="predicted">The predicted classes, <c>[n]</c>, int64, on the CPU.</param>
    /// <param name="labels">The true classes, likewise.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="layerScores">Each layer's score of every label, <c>[n, classes]</c>; none where the layers were not measured.</param>
    /// <param name="classNames">What the classes are called, for the table; null where they have no names.</param>
    internal static EvaluationResult Of(
        Tensor predicted, Tensor labels, int classes, IReadOnlyList<Tensor> layerScores, IReadOnlyList<string>? classNames = null)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor isTrue = nn.functional.one_hot(labels, classes).to(ScalarType.Bool);
        return new EvaluationResult(
            AccuracyOf(predicted, labels),
            [.. predicted.data<long>().Select(label => (int)label)],
            CountConfusion(predicted, labels, classes),
            [.. layerScores.Select(scores => AccuracyOf(scores.argmax(1), labels))],
            [.. layerScores.Select(scores => GoodnessStatistics.Of(scores, isTrue))],
            classNames);
    }

    private static double AccuracyOf(Tensor predicted, Tensor labels) => predicted.eq(labels).to(float64).mean().item<double>();

    private static int[][] CountConfusion(Tensor predicted, Tensor labels, int classes)
    {
        int[][] counts = [.. Enumerable.Range(0, classes).Select(_ => new int[classes])];
        foreach ((long truth, long guess) in labels.data<long>().Zip(predicted.data<long>()))
            counts[truth][guess]++;
        return counts;
    }

    private static string Percent(double fraction) => string.Create(CultureInfo.InvariantCulture, $"{100 * fraction:F2} %");

    private void AppendConfusion(StringBuilder text)
    {
        string[] headings = [.. Enumerable.Range(0, Confusion.Count).Select(HeadingOf)];
        int left = Math.Max(Corner.Length, headings.Max(heading => heading.Length));
        int width = Math.Max(3, 1 + $"{Confusion.Max(row => row.Max())}".Length);
        AppendRow(text, Corner.PadLeft(left), Enumerable.Range(0, Confusion.Count), width);
        foreach ((int label, IReadOnlyList<int> counts) in Confusion.Index())
            AppendRow(text, headings[label].PadLeft(left), counts, width);
    }

    /// <summary>The number of a class, which heads its column, and before it its name.</summary>
    private string HeadingOf(int label) =>
        string.Create(CultureInfo.InvariantCulture, $"{(_classNames is { } names ? $"{names[label]} " : string.Empty)}{label}");

    private static void AppendRow(StringBuilder text, string heading, IEnumerable<int> counts, int width)
    {
        text.Append('\n').Append(heading);
        foreach (int count in counts)
            text.Append(count.ToString(CultureInfo.InvariantCulture).PadLeft(width));
    }
}
