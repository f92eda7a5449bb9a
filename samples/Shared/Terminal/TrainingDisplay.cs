using Spectre.Console;

namespace ForwardForward.Samples;

/// <summary>Shows how far training has come: a bar that moves on a terminal, a few lines elsewhere.</summary>
public static class TrainingDisplay
{
    /// <summary>Does the work with a display.</summary>
    /// <typeparam name="T">What the work gives.</typeparam>
    /// <param name="console">Where to write.</param>
    /// <param name="title">What is being trained.</param>
    /// <param name="work">The work; it reports to what it is given.</param>
    /// <returns>What the work gave.</returns>
    public static T Run<T>(IAnsiConsole console, string title, Func<IProgress<TrainingProgress>, T> work)
    {
        if (!console.Profile.Out.IsTerminal || !console.Profile.Capabilities.Interactive)
            return work(new TrainingLines(console, title));
        return console.Progress()
            .Columns(new ProgressBarColumn(), new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
            .Start(context => work(new TrainingBar(context.AddTask(Markup.Escape(title)), title)));
    }
}
