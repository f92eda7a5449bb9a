using ForwardForward.Experiments;

namespace ForwardForward.Samples;

/// <summary>Something that is measured of a backprop twin besides its accuracies: a <see cref="NetworkMeasure"/> for twins.</summary>
/// <param name="Metric">The metric, such as <c>transfer_accuracy</c>.</param>
/// <param name="Description">How it is measured: a part of the trial's settings, so that another way of measuring is another trial.</param>
/// <param name="Measure">Measures; gives a finite number.</param>
public sealed record BackpropMeasure(string Metric, string Description, Func<BackpropTwin, TrialContext, double> Measure);
