using ForwardForward.Experiments;

namespace ForwardForward.Tests.Experiments.Records;

public sealed class StudyProvenanceTests
{
    [Fact]
    public void LibraryVersion_OfThisBuild_IsAVersion() => StudyProvenance.LibraryVersion.Should().MatchRegex(@"^\d+\.\d+\.\d+");

    [Fact]
    public void FindCommit_OfThisBuild_IsACommit() => StudyProvenance.FindCommit().Should().MatchRegex("^([0-9a-f]{40}(-dirty)?|unknown)$");
}
