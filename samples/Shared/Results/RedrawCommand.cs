using System.CommandLine;
using ForwardForward.Experiments;

namespace ForwardForward.Samples;

/// <summary>The command <c>redraw</c> of every study: draws the figures of records anew, without any measurement.</summary>
internal static class RedrawCommand
{
    /// <summary>The study whose figure shows images, which no record holds.</summary>
    private const string WithImages = "quickstart";

    public static Command Create(TextWriter output, TextWriter error)
    {
        Argument<string[]> paths = new("records")
        {
            Description = "Records of studies, or folders of them",
            Arity = ArgumentArity.OneOrMore,
        };
        Command command = new("redraw", "Draws the figures of records anew, without any measurement.") { paths };
        command.SetAction((parsed, cancellation) => SampleCommand.EndAsync(
            async () =>
            {
                foreach (string file in parsed.GetValue(paths)!.SelectMany(RecordsOf).SelectMany(Draw))
                    await output.WriteLineAsync($"wrote {file}");
            },
            error,
            cancellation));
        return command;
    }

    /// <summary>Of a folder, the records that have a figure which can be drawn from them.</summary>
    private static IEnumerable<string> RecordsOf(string path) => !Directory.Exists(path) ? [path]
        : Directory.EnumerateFiles(path, "*.json", SearchOption.AllDirectories)
            .Where(file => File.Exists(Path.ChangeExtension(file, ".png")))
            .Where(file => !Path.GetFileName(file).StartsWith(WithImages, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    private static IReadOnlyList<string> Draw(string path)
    {
        using Figure figure = RecordFigure.Create(StudyRecord.Read(path));
        return new ResultFolder(Path.GetDirectoryName(Path.GetFullPath(path))!, Path.GetFileNameWithoutExtension(path)).Save(figure);
    }
}
