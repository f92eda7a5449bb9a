using ForwardForward.Studies;

namespace ForwardForward.Samples.Plots;

/// <summary>A named line of results over a setting.</summary>
/// <param name="Name">What the legend calls it.</param>
/// <param name="Points">The setting and the result at each point, in the order of the line.</param>
public sealed record Sweep(string Name, IReadOnlyList<(double Setting, StudyRow Row)> Points);
