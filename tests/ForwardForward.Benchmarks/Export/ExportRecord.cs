using System.Reflection;
using ForwardForward.Benchmarks.Report;
using ForwardForward.Experiments;
using ForwardForward.Samples;
using Microsoft.ML.OnnxRuntime;

namespace ForwardForward.Benchmarks.Export;

/// <summary>What was seen of exported networks.</summary>
internal sealed record ExportRecord
{
    public string Library { get; } = StudyRecord.LibraryVersion;

    public string Commit { get; } = CodeCommit.Find();

    public required DateTimeOffset Started { get; init; }

    public double Seconds => Math.Round((DateTimeOffset.UtcNow - Started).TotalSeconds, 1);

    public Machine Machine { get; } = Machine.Describe();

    /// <summary>The version of ONNX Runtime, which computes with its own choice of threads.</summary>
    public string OnnxRuntime { get; } = typeof(InferenceSession).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    public required int TestImages { get; init; }

    public required IReadOnlyList<ExportRow> Rows { get; init; }

    /// <summary>Writes the record, and beside it the same as a table, <c>.md</c>.</summary>
    public void Save(string file)
    {
        RecordFile.Write(file, this);
        File.WriteAllText(Path.ChangeExtension(file, ".md"), ToMarkdown());
    }

    private string ToMarkdown() => string.Join('\n',
    [
        FormattableString.Invariant($"{Machine.Processor}, {Machine.LogicalProcessors} threads; ONNX Runtime {OnnxRuntime}"),
        FormattableString.Invariant($"{TestImages:N0} test images; {Started:yyyy-MM-dd}, {Seconds:F0} s"),
        .. MarkdownTable.Lines(
            [
                "network", "same labels", "largest difference", "of rounding", "file, KB",
                "one image, ONNX Runtime, ms", "one image, library, ms",
                "1,000 images, ONNX Runtime, ms", "1,000 images, library, ms",
            ],
            Rows.Select(Cells)),
    ]) + "\n";

    private static string[] Cells(ExportRow row) =>
    [
        row.Network,
        FormattableString.Invariant($"{100 * row.SameLabels:F2} %"),
        FormattableString.Invariant($"{row.LargestDifference:0.0E+0}"),
        FormattableString.Invariant($"{row.RoundingDifference:0.0E+0}"),
        FormattableString.Invariant($"{row.FileBytes / 1_000.0:N0}"),
        .. new[] { row.OneImage.OnnxRuntime, row.OneImage.Library }.Select(time => FormattableString.Invariant($"{time.Median:F2}")),
        .. new[] { row.ThousandImages.OnnxRuntime, row.ThousandImages.Library }
            .Select(time => FormattableString.Invariant($"{time.Median:F0}")),
    ];
}
