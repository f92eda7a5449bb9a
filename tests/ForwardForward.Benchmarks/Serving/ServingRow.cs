namespace ForwardForward.Benchmarks.Serving;

/// <summary>What one engine did under load.</summary>
/// <param name="Engine">Which.</param>
/// <param name="Requests">How many were sent.</param>
/// <param name="Lost">How many were not answered by a prediction.</param>
/// <param name="OtherLabels">How many were answered by another label than the network gives by itself.</param>
/// <param name="PerSecond">Answers a second.</param>
/// <param name="MedianMilliseconds">Half of the answers took no longer.</param>
/// <param name="Percentile99Milliseconds">Of a hundred answers, 99 took no longer.</param>
/// <param name="MostMilliseconds">None took longer.</param>
/// <param name="RowsAPass">Images that shared a pass, on average.</param>
/// <param name="ResidentStartMiB">Resident memory of the server after the warm-up.</param>
/// <param name="ResidentMiddleMiB">Halfway.</param>
/// <param name="ResidentEndMiB">At the end.</param>
/// <param name="ExitCode">With which the server ended when it was told to stop.</param>
internal sealed record ServingRow(
    string Engine, int Requests, int Lost, int OtherLabels, double PerSecond, double MedianMilliseconds, double Percentile99Milliseconds,
    double MostMilliseconds, double RowsAPass, double ResidentStartMiB, double ResidentMiddleMiB, double ResidentEndMiB, int ExitCode);
