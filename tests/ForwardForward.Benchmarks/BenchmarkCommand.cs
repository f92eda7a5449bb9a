using System.CommandLine;
using ForwardForward.Benchmarks.Costs;
using ForwardForward.Benchmarks.Device;
using ForwardForward.Benchmarks.Export;
using ForwardForward.Benchmarks.Measuring;
using ForwardForward.Benchmarks.Memory;
using ForwardForward.Benchmarks.Picture;
using ForwardForward.Benchmarks.Processes;
using ForwardForward.Benchmarks.Serving;
using ForwardForward.Benchmarks.Soak;

namespace ForwardForward.Benchmarks;

/// <summary>The command line.</summary>
internal static class BenchmarkCommand
{
    public static RootCommand Create()
    {
        Option<bool> quick =
            new("--quick") { Description = "Few rounds of each, for a first look: under four minutes for all where nothing else runs." };
        Option<bool> loaded = new("--loaded") { Description = "Measure while another process computes on one core." };
        Option<IReadOnlyList<Benchmark>?> only = Only();
        Option<string> file = new("--out")
        {
            Description = "The file that the results go to.",
            HelpName = "FILE",
            DefaultValueFactory = _ => "benchmarks.json",
        };
        RootCommand command = new(
            "Measures the library against backpropagation and against the same written plainly. Let nothing else run meanwhile.")
        {
            quick, loaded, only, file, CostCommand.Create(), SoakCommand.Create(), DeviceCommand.Create(),
            ExportCommand.Create(), ServingCommand.Create(), PictureCommand.Create(),
            PairChild.CreateCommand(), MemoryChild.CreateCommand(), BusyChild.CreateCommand(),
        };
        command.SetAction(parsed =>
        {
            try
            {
                BenchmarkRun.Execute(
                    parsed.GetValue(only) ?? Catalogue.All, parsed.GetValue(quick), parsed.GetValue(loaded), parsed.GetRequiredValue(file));
                return 0;
            }
            catch (CannotMeasureException obstacle)
            {
                Console.Error.WriteLine($"--loaded: {obstacle.Message}");
                return 1;
            }
        });
        return command;
    }

    private static Option<IReadOnlyList<Benchmark>?> Only()
    {
        string choices = string.Join(", ", Catalogue.All.Select(benchmark => benchmark.Id));
        return new("--only")
        {
            Description = $"What to measure: {choices}. [default: all]",
            HelpName = "ID[,ID]",
            CustomParser = argument =>
            {
                string[] ids = argument.Tokens[0].Value.Split(',');
                foreach (string unknown in ids.Except(Catalogue.All.Select(benchmark => benchmark.Id), StringComparer.Ordinal))
                    argument.AddError($"--only '{unknown}' is unknown. Choose {choices}.");
                return [.. Catalogue.All.Where(benchmark => ids.Contains(benchmark.Id, StringComparer.Ordinal))];
            },
        };
    }
}
