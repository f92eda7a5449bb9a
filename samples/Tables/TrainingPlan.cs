using ForwardForward.Data;

namespace ForwardForward.Samples.Tables;

/// <summary>What the command line asks for.</summary>
/// <param name="Data">A CSV file; null for a table that the sample draws.</param>
/// <param name="Label">The column of the classes; null for the last.</param>
/// <param name="Options">How the table is read.</param>
/// <param name="Epochs">Passes over the training rows.</param>
/// <param name="Folder">Where the network goes.</param>
internal sealed record TrainingPlan(string? Data, string? Label, TableOptions Options, int Epochs, string Folder);
