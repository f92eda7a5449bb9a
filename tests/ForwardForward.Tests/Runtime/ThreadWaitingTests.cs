using ForwardForward.Runtime;
using ForwardForward.Tests.Reliability;

namespace ForwardForward.Tests.Runtime;

public sealed class ThreadWaitingTests
{
    private const string Chosen = "spinning 30,000 times before they sleep", Default = "as OpenMP does by default";

    [Theory]
    [InlineData(true, null, Chosen)]
    [InlineData(false, null, Default)]
    [InlineData(false, "PASSIVE", "as OMP_WAIT_POLICY=PASSIVE says")]
    public void Explain_ChoiceAndEnvironment_SaysHow(bool isChosen, string? policy, string expected) =>
        ThreadWaiting.Explain(isChosen, name => name is "OMP_WAIT_POLICY" ? policy : null).Should().Be(expected);

    [Theory]
    [InlineData(5_000, true)]
    [InlineData(2_000, false)]
    [InlineData(9_000, false)]
    public void IsOfStart_AddressOfTheEnvironment_IsBetweenStackAndArguments(int address, bool expected) =>
        ThreadWaiting.IsOfStart(address, $"7 (a) b) {Fields(28, 4_000, 48, 6_000)}").Should().Be(expected);

    [Theory]
    [InlineData("")]
    [InlineData("7 (name) R 1 2")]
    public void IsOfStart_StatusCutShort_IsFalse(string status) => ThreadWaiting.IsOfStart(5_000, status).Should().BeFalse();

    [LinuxX64Fact]
    public void Load_EnvironmentThatSaysNothing_ChoosesAShortSpin() => WaitingOf().Should().Be(Chosen);

    [LinuxX64Fact]
    public void Load_EnvironmentThatSaysHow_LeavesItAlone()
    {
        foreach ((string name, string value) in ((string, string)[])[("OMP_WAIT_POLICY", "ACTIVE"), ("GOMP_SPINCOUNT", "7")])
            WaitingOf((name, value)).Should().Be($"as {name}={value} says");
    }

    private static string WaitingOf(params (string Name, string Value)[] variables)
    {
        Dictionary<string, string?> environment = new(StringComparer.Ordinal) { ["OMP_WAIT_POLICY"] = null };
        foreach ((string name, string value) in variables)
            environment[name] = value;
        using ChildProcess child = new(environment, ChildProgram.Threads);
        return child.ReadToEnd()[1];
    }

    /// <summary>What follows the name in /proc/self/stat: the third field and those after it, all 0 but two.</summary>
    private static string Fields(int one, long first, int other, long second) =>
        string.Join(' ', Enumerable.Range(3, 50).Select(field => field == one ? first : field == other ? second : 0));
}
