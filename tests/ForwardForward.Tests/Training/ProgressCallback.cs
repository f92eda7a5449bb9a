using ForwardForward.Training;

namespace ForwardForward.Tests.Training;

/// <summary>Progress told at once, on the training thread.</summary>
internal sealed class ProgressCallback(Action<TrainingProgress> report) : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value) => report(value);
}
