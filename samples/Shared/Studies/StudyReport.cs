using ForwardForward.Experiments;
using Spectre.Console;

namespace ForwardForward.Samples;

/// <summary>Ends a study: tables on the console, record and figure in the folder of results.</summary>
public static class StudyReport
{
    /// <summary>Writes everything.</summary>
    /// <param name="run">The run of the sample.</param>
    /// <param name="results">What the study gave.</param>
    /// <param name="claims">
    /// What the study states. Differences are judged with every preset and dataset, levels with the faithful one on MNIST only: other
    /// settings have other levels.
    /// </param>
    /// <exception cref="InvalidOperationException">
    /// A whole <c>controlled</c> run measured no row of a name that a claim or a cause has: it would be passed over in silence.
    /// </exception>
    public static void Write(SampleRun run, StudyResults results, IReadOnlyList<StudyClaim> claims)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(results);
        ArgumentNullException.ThrowIfNull(claims);
        IReadOnlyList<StudyRow> rows = results.AllRows(claims);
        if (run.Options is { Preset: Preset.Controlled, Only.Count: 0 })
            RequireRows(claims, rows);
        Verdict[] verdicts =
        [
            .. claims
                .Where(claim => claim.Against is not null || (run.Options.Preset == Preset.Faithful && results.IsOfTheStudysDataset))
                .Select(claim => VerdictRule.Judge(claim, rows)).OfType<Verdict>(),
        ];

        StudyTable.Write(run.Console, StudyOverview.Headings(rows), StudyOverview.Cells(rows));
        if (verdicts.Length > 0)
            StudyTable.Write(
                run.Console, VerdictText.Headings, verdicts.Select(VerdictText.Cells), leftAligned: VerdictText.Headings.Count);
        if (claims.Count > 0 && !results.IsOfTheStudysDataset)
        {
            run.Console.WriteLine(
                $"The study's numbers are of MNIST. On {ChoiceName.Of(run.Options.Dataset)} its levels do not apply, "
                    + "and the verdicts say whether its differences show there.");
        }
        StudyRecord record = run.CreateRecord(rows, string.Join(", ", results.Commits), results.KeptSeconds);
        using var figure = RecordFigure.Create(record);
        foreach (string path in run.Results.Save(record, verdicts).Concat(run.Results.Save(figure)))
            run.Console.WriteLine($"wrote {path}");
    }

    private static void RequireRows(IReadOnlyList<StudyClaim> claims, IReadOnlyList<StudyRow> rows)
    {
        string[] missing =
        [
            .. claims.SelectMany(claim => claim.Rows)
                .Except(rows.Select(row => (row.Name, row.Metric))).Select(row => $"'{row.Name}' ({row.Metric})"),
        ];
        if (missing.Length > 0)
        {
            throw new InvalidOperationException(
                $"Claims or causes name rows that nothing measured: {string.Join(", ", missing)}. "
                    + "Correct the name, or state the claim only with the preset that measures it.");
        }
    }
}
