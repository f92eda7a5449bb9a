using System.Text.Json.Nodes;

namespace ForwardForward.Samples;

/// <summary>The costs of a study's trainings as they are kept: one file for all that were measured in turn.</summary>
/// <param name="Key">What was measured: the settings of every training, seeds, device, and the library's version.</param>
/// <param name="Commit">The commit of the code that measured them.</param>
/// <param name="Measured">When, in UTC.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Rounds">By the configuration's name: the seconds of each round of each seed.</param>
internal sealed record CostCell(
    JsonObject Key, string Commit, DateTime Measured, double Seconds, IReadOnlyDictionary<string, double[][]> Rounds) : IKeptCell;
