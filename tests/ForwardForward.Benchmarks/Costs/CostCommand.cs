using System.CommandLine;
using ForwardForward.Benchmarks.Report;

namespace ForwardForward.Benchmarks.Costs;

/// <summary>The command <c>costs</c>: a table over width, depth, batch and classes.</summary>
internal static class CostCommand
{
    public static Command Create()
    {
        Option<string> file =
            new("--out") { Description = "The file that the table goes to.", HelpName = "FILE", DefaultValueFactory = _ => "costs.json" };
        Command command = new("costs", "Times a step and the scoring of labels over width, depth, batch and classes.") { file };
        command.SetAction(parsed => Execute(parsed.GetRequiredValue(file)));
        return command;
    }

    private static void Execute(string file)
    {
        DateTimeOffset started = DateTimeOffset.UtcNow;
        List<FloorRow> floors = [];
        foreach (FloorRow floor in Floors.Measure())
        {
            floors.Add(floor);
            Console.WriteLine(floor);
        }
        List<CostRow> rows = [];
        foreach (CostPoint point in CostPoint.All)
        {
            rows.Add(CostTable.Measure(point));
            Console.WriteLine(rows[^1]);
        }
        (BenchmarkReport.Create(started, quick: false, results: [], skipped: []) with { Costs = rows, Floors = floors }).Save(file);
    }
}
