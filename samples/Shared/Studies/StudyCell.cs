using System.Text.Json.Nodes;

namespace ForwardForward.Samples;

/// <summary>A measurement as it is kept: one file for each trial and seed.</summary>
/// <param name="Key">What was measured: settings, seed, device, and the library's version.</param>
/// <param name="Name">The name that it had in its study, for people who open the file.</param>
/// <param name="Commit">The commit of the code that measured it.</param>
/// <param name="Seconds">How long it took, measurements included.</param>
/// <param name="Measurement">What came out.</param>
/// <param name="Measured">When, in UTC; null in files of before it was kept.</param>
internal sealed record StudyCell(
    JsonObject Key, string Name, string Commit, double Seconds, StudyMeasurement Measurement, DateTime? Measured = null) : IKeptCell;
