using System.CommandLine;
using System.Text.Json;

namespace ForwardForward.Benchmarks.Picture;

/// <summary>The command <c>picture</c>: the ratios of records, as SVG.</summary>
internal static class PictureCommand
{
    public static Command Create()
    {
        Argument<FileInfo[]> records = new("records")
        {
            Description = "What earlier runs wrote: one of a quiet machine, one of a loaded one, or both.",
            HelpName = "RECORD",
            Arity = new ArgumentArity(1, 2),
        };
        records.AcceptExistingOnly();
        Option<string> file = new("--out")
        {
            Description = "The file that the picture goes to.",
            HelpName = "FILE",
            DefaultValueFactory = _ => "benchmarks.svg",
        };
        Command command = new("picture", "Draws the ratios of records with their quartiles.") { records, file };
        command.SetAction(parsed => File.WriteAllText(
            parsed.GetRequiredValue(file), RatioPicture.Draw([.. parsed.GetRequiredValue(records).Select(Read)])));
        return command;
    }

    private static RatioRecord Read(FileInfo file) =>
        JsonSerializer.Deserialize<RatioRecord>(File.ReadAllText(file.FullName), JsonSerializerOptions.Web)!;
}
