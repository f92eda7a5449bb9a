using Spectre.Console;

namespace ForwardForward.Samples.Cluster;

/// <summary>Shows how far a sweep has come: on a terminal a table that changes, elsewhere a line for each cell.</summary>
internal static class SweepTable
{
    public static async Task<T> RunAsync<T>(IAnsiConsole console, Func<IProgress<SweepBoard>, Task<T>> work)
    {
        if (!console.Profile.Out.IsTerminal || !console.Profile.Capabilities.Interactive)
            return await work(new Shown(board => WriteNews(console, board)));
        return await console.Live(new Table()).AutoClear(true).StartAsync(context => work(new Shown(board =>
        {
            WriteNews(console, board);
            context.UpdateTarget(Draw(board));
        })));
    }

    private static void WriteNews(IAnsiConsole console, SweepBoard board)
    {
        if (board.News is not null)
            console.WriteLine(FormattableString.Invariant($"[{board.Done}/{board.Count}] {board.News}{Left(board)}"));
    }

    private static Table Draw(SweepBoard board)
    {
        Table table = new Table().AddColumns("cell", "silo", "done")
            .Caption(FormattableString.Invariant($"{board.Done} of {board.Count} cells{Left(board)}"));
        foreach ((string cell, string silo, double fraction) in board.Running)
            table.AddRow(Markup.Escape(cell), Markup.Escape(silo), FormattableString.Invariant($"{100 * fraction:F0} %"));
        return table;
    }

    private static string Left(SweepBoard board) =>
        board.Left is { } left && board.Done < board.Count ? FormattableString.Invariant($"  {left:h\\:mm\\:ss} left") : string.Empty;

    /// <summary>Shows a board at once, on the thread that tells of it.</summary>
    private sealed class Shown(Action<SweepBoard> show) : IProgress<SweepBoard>
    {
        public void Report(SweepBoard value) => show(value);
    }
}
