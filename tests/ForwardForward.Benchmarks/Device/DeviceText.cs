using ForwardForward.Experiments;

namespace ForwardForward.Benchmarks.Device;

/// <summary>Puts what was seen on a device into tables, for the documents.</summary>
internal static class DeviceText
{
    public static string ToMarkdown(DeviceRecord record)
    {
        string[] lines =
        [
            FormattableString.Invariant($"{string.Join("; ", record.Cards.DefaultIfEmpty(record.Device))}; {record.Started:yyyy-MM-dd}"),
            .. MarkdownTable
                .Lines(["twenty steps of, or what is read of a network", "difference", "allowed"], (record.Checks ?? []).Select(Cells)),
            .. MarkdownTable.Lines(
                ["network", "batch", "step, ms", "quartiles", "twin's step, ms", "ratio", "step on the processor, ms"],
                (record.Steps ?? []).Select(Cells)),
            .. MarkdownTable.Lines(
                ["photographs", "epochs", "minutes", "training images", "validation images", "test images"],
                (record.Recipes ?? []).Select(Cells)),
        ];
        return string.Join('\n', lines) + "\n";
    }

    private static string[] Cells(DeviceCheck check) =>
    [
        check.Name,
        check.Fault ?? FormattableString.Invariant($"{check.Difference:0.0E+0}"),
        FormattableString.Invariant($"{check.Allowed:0.##}{(check.Holds ? "" : ", exceeded")}"),
    ];

    private static string[] Cells(DeviceStep step) =>
    [
        step.Network,
        FormattableString.Invariant($"{step.Batch}"),
        FormattableString.Invariant($"{step.Ours.Median:F2}"),
        FormattableString.Invariant($"{step.Ours.Lower:F2} to {step.Ours.Upper:F2}"),
        FormattableString.Invariant($"{step.Twin.Median:F2}"),
        FormattableString.Invariant($"{step.Ours.Median / step.Twin.Median:F2}"),
        FormattableString.Invariant($"{step.Processor:F1}"),
    ];

    private static string[] Cells(DeviceRecipe recipe) =>
    [
        recipe.Name,
        FormattableString.Invariant($"{recipe.Epochs}"),
        FormattableString.Invariant($"{recipe.Minutes:F1}"),
        Percent(recipe.Training),
        Percent(recipe.Validation[^1]),
        Percent(recipe.Test),
    ];

    private static string Percent(double? fraction) => FormattableString.Invariant($"{100 * fraction:F2} %");
}
