namespace ForwardForward.Samples;

/// <summary>What a trial gave with one seed.</summary>
/// <param name="Values">Finite numbers by metric, such as <c>test_accuracy</c>.</param>
/// <param name="Curve">The accuracy on the watched images after each epoch; empty where none were watched.</param>
/// <param name="TrainingSeconds">The training time, without measurements.</param>
public sealed record StudyMeasurement(IReadOnlyDictionary<string, double> Values, IReadOnlyList<double> Curve, double TrainingSeconds);
