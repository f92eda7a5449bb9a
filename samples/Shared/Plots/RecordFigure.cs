using System.Text.Json.Nodes;
using ForwardForward.Experiments;
using ScottPlot;

namespace ForwardForward.Samples;

/// <summary>The figure of a record. It is drawn from the rows alone, so a record can be drawn anew without any measurement.</summary>
public static class RecordFigure
{
    private const int PanelWidth = 760;
    private const int LeastHeight = 420;
    private const int LineHeight = 36;
    private const int AxisHeight = 150;

    /// <summary>Draws a record.</summary>
    /// <param name="record">The record.</param>
    /// <returns>
    /// The figure, to be disposed by the caller. In turn: differences to controls, the accuracies that they are of, accuracy against
    /// training time where costs were measured, and learning curves; each where the record has it.
    /// </returns>
    public static Figure Create(StudyRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        StudyRow[] compared = [.. record.Rows.Where(row => row.Difference is not null && IsAccuracy(row.Metric))];
        string[] metrics =
        [
            .. compared.Select(row => row.Metric).Prepend(NetworkTrial.TestAccuracy).Distinct(StringComparer.Ordinal)
                .Where(metric => Of(record, metric).Length > 0),
        ];
        // Levels are the study's only where its settings are.
        bool marksClaims = string.Equals(record.Preset, ChoiceName.Of(Preset.Faithful), StringComparison.Ordinal);
        int lines = metrics.Select(metric => Of(record, metric).Length).Append(compared.Length).Max();
        Plot[] plots =
        [
            DifferencePlot.Create(compared),
            .. metrics.Select(metric =>
                DotPlot.Create(TitleOf(record, metric), Of(record, metric), $"{StudyText.Words(metric)}, %", marksClaims)),
            CostPlot.Create("What accuracy costs", CostsOf(record)),
            LearningCurvePlot.Create("Accuracy on validation images", CurvesOf(record)),
        ];
        return new Figure(PanelWidth, Math.Max(LeastHeight, AxisHeight + (LineHeight * lines)), plots)
        {
            Headline = Headline(record),
        };
    }

    private static StudyRow[] Of(StudyRecord record, string metric) =>
        [.. record.Rows.Where(row => string.Equals(row.Metric, metric, StringComparison.Ordinal))];

    private static bool IsAccuracy(string metric) => metric.EndsWith("accuracy", StringComparison.Ordinal);

    /// <summary>Such as "Best test accuracy: cwc, 97.10 %".</summary>
    private static string TitleOf(StudyRecord record, string metric)
    {
        StudyRow best = Of(record, metric).MaxBy(row => row.Mean)!;
        return $"Best {StudyText.Words(metric)}: {best.Name}, {best.Describe(best.Mean)}";
    }

    /// <summary>Accuracies beside the seconds of training, where the record has costs that were measured in turn.</summary>
    private static CostPoint[] CostsOf(StudyRecord record) =>
    [
        .. from pass in Of(record, "seconds_a_pass")
           from test in Of(record, NetworkTrial.TestAccuracy)
           where string.Equals(test.Name, pass.Name, StringComparison.Ordinal) && Epochs(test) is not null
           select new CostPoint(test, pass.Mean * Epochs(test)!.Value),
    ];

    private static Curve[] CurvesOf(StudyRecord record) =>
    [
        .. from row in record.Rows
           let curve = row.Settings[StudyOutcome.ValidationCurve] as JsonArray
           where curve is { Count: > 1 }
           select new Curve(row.Name, [.. curve.Select(value => value!.GetValue<double>())]),
    ];

    /// <summary>The epochs of a row's training; null where its settings do not tell.</summary>
    private static int? Epochs(StudyRow row) =>
        row.Settings["training"] is JsonObject training && training["epochs"] is JsonValue epochs && epochs.TryGetValue(out int count)
            ? count
            : null;

    /// <summary>Such as "deep-layers, controlled, on mnist: 3 seeds, 10 epochs".</summary>
    private static string Headline(StudyRecord record)
    {
        int[] epochs = [.. record.Rows.Select(Epochs).OfType<int>()];
        string seeds = Range(record.Rows.Select(row => row.Count), "seed");
        return $"{record.Study}, {record.Preset}, on {record.Dataset}: {seeds}{(epochs.Length > 0 ? $", {Range(epochs, "epoch")}" : "")}";
    }

    /// <summary>Such as "3 seeds", or "5 to 10 epochs".</summary>
    private static string Range(IEnumerable<int> counts, string unit)
    {
        (int least, int most) = (counts.Min(), counts.Max());
        string numbers = least == most ? $"{most}" : $"{least} to {most}";
        return $"{numbers} {unit}{(most == 1 ? "" : "s")}";
    }
}
